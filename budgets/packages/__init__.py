"""批量包 (bulk packages): published data as ZIPs to take away: one per report, per region and year, and everything.

Each holds the datasets (budgets/datasets.py) as CSV and as Parquet, described by `datapackage.json`. They are built in
the background from published reports alone, kept under VAR_DIR/packages, and served by their stored name and digest.
"""

"""Measuring the portal at a province's size: `make bench` (docs/performance.md)."""

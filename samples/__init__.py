"""示例报告 (sample reports): PDFs typeset by this project's own generator, and the figures they are made from."""

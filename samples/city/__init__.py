"""示例市 (an openly fictional city): a small model whose reports agree with themselves and from year to year."""

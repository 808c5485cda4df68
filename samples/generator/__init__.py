"""排版 (the typesetter): facts in, a disclosed report in Shanxi's thirteen-table form out, the same bytes each time."""

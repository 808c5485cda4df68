"""绩效目标表 (performance-target forms): where they stand, what they say, and what of them must not be shown."""

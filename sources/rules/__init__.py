"""Language as rows: patterns of words that stand in TOML files, and the engine that fits them."""

"""Files in, located values out: the sole home of YAML, front matter and Markdown."""

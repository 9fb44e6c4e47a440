"""Views into bytes, through templates: the sole home of Jinja."""

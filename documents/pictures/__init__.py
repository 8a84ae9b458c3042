"""Pictures as SVG, the same in page, PDF and Word. Pure.

Each kind is a frozen class with the numbers it draws: `svg` draws them, `table` and `alt` tell the same numbers.
"""

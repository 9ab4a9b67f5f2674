"""The report of a sweep, drawn from what is stored: `shequn report NAME`. Nothing is run for it.

`stored` reads the sweep, `axes` says what varied, `means` has the numbers of its cells; `answer`, `pictures`, `indices`
and `discovery` say and draw what they mean, and `page` writes one self-contained HTML file.
"""

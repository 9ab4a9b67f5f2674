"""The table of levers: what a change of a parameter does to an economy, against what was found in the field.

Every file here is one row, under the name of the file (`l05.py` is the row L05, `l25_cadence.py` L25-cadence), and
holds a `ROW` of `_row.Row`: arms that differ in settings, and targets for what differs between them. All arms run with
the same random seeds, so that differences are taken seed by seed.
"""

"""The table of levers: effects of changed parameters on an economy, compared with findings from the field.

Each file is a row with the file's name (`l05.py` is L05, `l25_cadence.py` L25-cadence). It contains a `ROW` of
`_row.Row`: arms that differ in settings, and targets for the differences between them. All arms run with the same
random seeds, so that differences are taken seed by seed.
"""

"""Linjiang, the sample city: places, people, meters and a year of cases, the same on each machine for the same day.

It is made only in an empty embedded database. Each part draws from a seeded chance of its own (`chance.py`), so that a
change of one part leaves the others as they were.
"""

"""Whether the house is in order: one list of checks, for the health page and `check --deploy`."""

from articles.desk.checkup.checks import HouseCheck
from articles.desk.checkup.checkup import Checkup, check_house

__all__ = ["Checkup", "HouseCheck", "check_house"]

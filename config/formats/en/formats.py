"""English as read in Europe: 3 November 2026, 7.30 pm, 12,400.50."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "g.i a"
DATETIME_FORMAT = "j F Y, g.i a"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, g.i a"
FIRST_DAY_OF_WEEK = 1

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%I.%M %p", "%I:%M %p", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = [
    f"{date}{between}{time}"
    for date in DATE_INPUT_FORMATS
    for between in (" ", ", ")
    for time in TIME_INPUT_FORMATS
]

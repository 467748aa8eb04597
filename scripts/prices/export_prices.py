"""Writes the data of the installed package genai-prices as JSON."""

import dataclasses
import datetime
import json
import sys
from decimal import Decimal

from genai_prices.data import providers

LEFT_OUT = {'description', 'extractors', 'context_window'}


def fields_of(value):
    return {
        key.rstrip('_'): plain(member)
        for key, member in vars(value).items()
        if member is not None and not key.startswith('_') and key not in LEFT_OUT
    }


def plain(value):
    if isinstance(value, Decimal):
        return format(value, 'f')
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, (str, int, bool)):
        return value
    # Prices have the attributes that are in the data, beside those that its class declares.
    if dataclasses.is_dataclass(value) or hasattr(value, '__dict__'):
        return fields_of(value)
    raise TypeError(type(value))


json.dump([fields_of(provider) for provider in providers], sys.stdout)

"""The content types, one module each; this list is the only one."""

from generator.content_types.calculator import Calculator
from generator.content_types.check import Check
from generator.content_types.concept import Concept
from generator.content_types.contact import Contact
from generator.content_types.effect import Effect
from generator.content_types.letter import Letter
from generator.content_types.myth import Myth
from generator.content_types.page import Page
from generator.content_types.parameter import Parameter
from generator.content_types.path import Path
from generator.content_types.process import Process
from generator.content_types.source import Source
from generator.content_types.strategy import Strategy
from generator.content_types.term import Term
from generator.content_types.trend import Trend
from generator.entry import Entry

CONTENT_TYPES: tuple[type[Entry], ...] = (
    Concept, Process, Effect, Strategy, Trend, Myth, Path, Check, Letter, Calculator, Term, Contact, Source, Parameter, Page,
)  # fmt: skip

BY_SECTION: dict[str, type[Entry]] = {content_type.section: content_type for content_type in CONTENT_TYPES}

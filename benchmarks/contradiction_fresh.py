"""A fourth set of wordings: written last, measured, and never used to change the comparison.

What comes out for it is what an unknown document may expect.
"""

from contradiction_wording import Wording

__all__ = ["FRESH"]

FRESH = Wording(
    flow=(
        "{M} was up to the mark in {P} and reached {V}.",
        "In {P} we saw {m} of {V}.",
        "Total {m} for {P}: {V}.",
        "For {P} as a whole, {m} worked out at {V}.",
        "Our {m} for {P} is {V}.",
        "After {O} in {B}, {m} came to {V} in {P}.",
        "{E} turned in {m} of {V} for {P}.",
        "{M} of {V} for {P} reflects the mix of customers.",
        "{M} in {P} was {V} ({B}: {O}), mainly because of the weather.",
        "The annual statements put {m} for {P} at {V}.",
        "{M}, at {V}, was satisfactory in {P}.",
    ),
    state=(
        "The {m} to be observed is {V}.",
        "A {m} of {V} has been chosen.",
        "{M} {V}",
        "The following applies: {m} {V}.",
        "We have a {m} of {V}.",
        "The {m} is currently {V}.",
        "The {m} of {E}: {V}",
        "{E} has been designed with a {m} of {V}.",
        "The {m} comes to {V}, as the table shows.",
    ),
    count=(
        "{E} maintains {V}.",
        "{E} has a total of {V}.",
        "We count {V}.",
        "The {m} number {N}.",
        "{V} form part of {E}.",
    ),
    duration=(
        "The {m} comes to {V}.",
        "The {m} has a length of {V}.",
        "{V} is the {m}.",
        "There is a {m} of {V}.",
        "The {m} is hereby set at {V}.",
    ),
    date=(
        "The {m} falls on {V}.",
        "On {V} the {m} takes place.",
        "The {m} begins on {V}.",
        "The {m}: {V}",
    ),
    role=(
        "{V} is in office as {m}.",
        "Our {m} is {V}.",
        "{V} ({m})",
        "{M} {V} welcomed those present.",
    ),
    negative={
        "restated": (
            "{M} for {P} is shown as {O} in the old format.",
            "On a comparable basis {m} for {P} would be {O}.",
            "Before the merger, {m} for {P} was shown as {O}.",
        ),
        "scope": (
            "{O} of {m} was earned in {P} in {S}.",
            "{S} brought in {O} of {m} in {P}.",
            "{M} (not including {S}) was {O} in {P}.",
            "With {S} taken out, {m} for {P} is {O}.",
            "Turning to {S}, {m} in {P} was {O}.",
        ),
        "qualified": (
            "Recurring {m} in {P} was {O}.",
            "{M} in {P} in local currency was {O}.",
            "Mean {m} over the last five years to {P} was {O}.",
            "Annualised {m} in {P} came to {O}.",
            "{M} in {P} before tax was {O}.",
        ),
        "plan": (
            "The board wants {m} of {O} in {P}.",
            "The outlook for {P} was {m} of {O}.",
            "{M} for {P} had been pencilled in at {O}.",
            "We are confident of {m} of {O} in {P}.",
        ),
        "bound": (
            "{M} in {P} came in under {O}.",
            "{M} in {P} topped {O}.",
            "{M} in {P} was nowhere near {O}.",
        ),
        "change": (
            "{M} gained {O} in {P}.",
            "{M} in {P} missed the year before by {O}.",
            "A rise in {m} of {O} was seen in {P}.",
        ),
        "entity": (
            "{X} turned in {m} of {O} for {P}.",
            "{X}: {m} of {O} for {P}",
            "By contrast, {X} posted {m} of {O} for {P}.",
        ),
        "claim": (
            "{X} speaks of {m} of {O} in {P}.",
            "If one is to believe {X}, {m} in {P} was {O}.",
            "Some observers see {m} in {P} at {O}.",
        ),
        "example": (
            "Imagine {m} of {O} in {P}.",
            "Were {m} in {P} to be {O}, we would stop.",
            "In a stress test with {m} of {O} in {P}, all limits held.",
        ),
    },
    standing={
        "scope": ("With {S}, the {m} is {O}.", "{S} needs a {m} of {O}.", "The {m} for {S} comes to {O}."),
        "qualified": ("The nominal {m} is {O}.", "The residual {m} comes to {O}.", "The daily {m} is {O}."),
        "condition": (
            "On public holidays, the {m} is {O}.",
            "The {m} is {O} as soon as the parties agree.",
            "Under full load the {m} comes to {O}.",
        ),
        "plan": (
            "The {m} wished for is {O}.",
            "The {m} is going to be {O}.",
            "It is hoped that the {m} is {O}.",
        ),
        "bound": (
            "The {m} is well under {O}.",
            "The {m} has to stay within {O}.",
            "At most, the {m} is {O}.",
        ),
        "change": ("The {m} gained {O}.", "Since then, {O} has been added to the {m}."),
        "restated": ("The old {m} was {O}.", "The {m} had been {O} before that.", "The {m} was once {O}."),
        "entity": ("At {X}, the {m} comes to {O}.", "{X}, by contrast, has a {m} of {O}."),
        "claim": ("{X} would have it that the {m} is {O}.", "{X} thinks that the {m} is {O}."),
        "example": ("Think of a {m} of {O}.", "For illustration, the {m} is {O} here."),
    },
    counted={
        "entity": ("{X} maintains {O}.", "{X} has a total of {O}."),
        "part": ("{O} failed the test.", "{O} were added later.", "In {S} we count {O}."),
        "bound": ("There is room for {O}.", "Not even {O} were found."),
    },
    dated={
        "entity": ("The {m} of {X} falls on {O}.",),
        "restated": ("The {m} was to take place on {O}.", "The {m} was called off on {O}."),
        "other": (
            "The invitation to the {m} was sent on {O}.",
            "Objections to the {m} are possible until {O}.",
        ),
    },
    named={
        "entity": ("{O} is in office as {m} of {X}.",),
        "former": ("{O}, a former {m}, was present.", "{O} served as {m} for ten years."),
        "deputy": ("{O} was {m} for a day.", "{O} assists the {m}."),
    },
)

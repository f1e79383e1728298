"""A third set of wordings, written after the comparison was built; it showed how much there was left to do.

The shapes are those of published reports, agreements, trial papers, minutes and data sheets: the figure of
the year before in brackets, the cause behind the figure, the value inside a longer sentence.
"""

from contradiction_wording import Wording

__all__ = ["THIRD"]

THIRD = Wording(
    flow=(
        "{M} for {P} was {V}, compared to {O} for {B}, representing a change in mix.",
        "{M} increased to {V} in {P} ({B}: {O}).",
        "In {P} the {m} of {E} was {V} and thus developed better than the market.",
        "The consolidated accounts for {P} show {m} of {V}.",
        "{M}, which had stood at {O} in {B}, reached {V} in {P}.",
        "Overall, {m} in {P} came to a total of {V}.",
        "{E} ended {P} with {m} of {V} and a sound balance sheet.",
        "A look at {m} shows a figure of {V} for {P}.",
        "{M} improved from {O} in {B} to {V} in {P} thanks to lower input prices.",
        "As can be seen from the table, {m} in {P} was {V}.",
        "Despite difficult conditions, {m} in {P} came in at {V}.",
    ),
    state=(
        "The {m} stands at {V}.",
        "{E} works with a {m} of {V}.",
        "The parties have agreed on a {m} of {V}.",
        "The {m} ({V}) is not affected by this provision.",
        "Please note that the {m} is {V}.",
        "Its {m} is {V}, which is typical of the class.",
        "At {V}, the {m} is comparatively high.",
        "- {M}: {V}",
        "The {m} of {V} remains unchanged.",
    ),
    count=(
        "{E} currently has {V}.",
        "At present, there are {V}.",
        "{E} consists of {V}.",
        "The number of {m} is {N}.",
        "{V} were recorded in total.",
    ),
    duration=(
        "The {m} is {V} from receipt.",
        "The {m} is {V}.",
        "A {m} of {V} has been agreed.",
        "The {m} shall not be shortened and is {V}.",
        "The {m} of {V} starts on receipt.",
    ),
    date=(
        "The {m} is due to take place on {V}.",
        "The {m} is planned for {V}.",
        "The {m} is set for {V}.",
        "{V}: {m}",
    ),
    role=(
        "The {m} at present is {V}.",
        "{V} is our {m}.",
        "{V} holds the office of {m}.",
        "- {M}: {V}",
        "The {m}, {V}, opened the discussion.",
    ),
    negative={
        "restated": (
            "Following a change in accounting policy, {m} for {P} is {O}.",
            "The interim report had shown {m} of {O} for {P}.",
            "{M} for {P} in last year's accounts: {O}.",
        ),
        "scope": (
            "{S} accounted for {O} of {m} in {P}.",
            "{M} in {P} amounted to {O} in {S} and rose elsewhere.",
            "Together with {S}, {m} in {P} would come to {O}.",
            "{M} in {P} was {O}, not counting {S}.",
            "{S}: {m} of {O} in {P}",
        ),
        "qualified": (
            "Organic {m} in {P} was {O}.",
            "{M} at constant exchange rates in {P} was {O}.",
            "Monthly {m} in {P} averaged {O}.",
            "{M} from continuing operations in {P} was {O}.",
            "Underlying {m} for {P} came to {O}.",
        ),
        "plan": (
            "{M} in {P} was originally put at {O} in the business case.",
            "{E} is aiming for {m} of {O} in {P}.",
            "The forecast of {m} for {P} is {O}.",
            "{M} in {P} was supposed to be {O}.",
        ),
        "bound": (
            "{M} in {P} remained below {O}.",
            "{M} in {P} did not reach {O}.",
            "{M} in {P} was in the order of {O} or more.",
            "No more than {O} of {m} is permitted in {P}.",
        ),
        "change": (
            "{M} in {P} improved by {O}.",
            "Compared with the year before, {m} in {P} was {O} lower.",
            "{P} saw a decline in {m} of {O}.",
        ),
        "entity": (
            "{X} had {m} of {O} in {P}.",
            "In comparison, {m} of {X} in {P} was {O}.",
            "{X} recorded {m} of {O} in {P}, according to its own report.",
        ),
        "claim": (
            "{X} puts {m} in {P} at {O}.",
            "It has been reported that {m} in {P} was {O}.",
            "{X} disputes this and states that {m} in {P} was {O}.",
        ),
        "example": (
            "In the adverse scenario, {m} in {P} is {O}.",
            "Take {m} of {O} in {P} as an illustration.",
            "With {m} of {O} in {P}, the threshold would have been missed.",
        ),
    },
    standing={
        "scope": ("{S} comes with a {m} of {O}.", "The {m} is {O} for {S}.", "For {S} only, the {m} is {O}."),
        "qualified": ("The typical {m} is {O}.", "The second {m} is {O}.", "The {m} per unit is {O}."),
        "condition": (
            "At night, the {m} is {O}.",
            "Should the parties so agree, the {m} is {O}.",
            "The {m} is {O} when the cover is open.",
        ),
        "plan": ("A {m} of {O} is the aim.", "The proposed {m} is {O}.", "In future, the {m} is to be {O}."),
        "bound": ("A {m} below {O} is not allowed.", "The {m} may be up to {O}.", "The {m} is {O} or more."),
        "change": ("The {m} went up by {O}.", "The {m} is {O} higher than before."),
        "restated": (
            "The {m} used to be {O}.",
            "Until last year, the {m} was {O}.",
            "In the earlier version the {m} was {O}.",
        ),
        "entity": ("{X} works with a {m} of {O}.", "The {m} at {X} is {O}."),
        "claim": ("{X} insists on a {m} of {O}.", "It is said that the {m} is {O}."),
        "example": ("Take a {m} of {O} as an example.", "Let us say the {m} is {O}."),
    },
    counted={
        "entity": ("{X} consists of {O}.", "{O} belong to {X}."),
        "part": ("Only {O} were affected.", "{O} are located in {S}.", "Another {O} are planned."),
        "bound": ("There are fewer than {O}.", "Up to {O} may be used."),
    },
    dated={
        "entity": ("The {m} with {X} is on {O}.",),
        "restated": ("The {m} was due on {O} but did not take place.", "The {m} was put back to {O}."),
        "other": (
            "Comments on the {m} are invited until {O}.",
            "Two days before the {m}, on {O}, an inspection is due.",
        ),
    },
    named={
        "entity": ("The {m} at {X} is {O}.",),
        "former": ("{O} was {m} until spring.", "The then {m} was {O}."),
        "deputy": ("{O} stands in for the {m}.", "The alternate {m} is {O}."),
    },
)

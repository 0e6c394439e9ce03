"""The words for codes, table by table, translated when they are read."""

from flask_babel import lazy_gettext

_l = lazy_gettext

MODALITY = {
    "temporary": _l("Temporary stay"),
    "virtual": _l("Online"),
    "circular": _l("Repeated visits"),
    "permanent": _l("Permanent job"),
}
LINK_KIND = {
    "citizen": _l("I am a citizen"),
    "former_citizen": _l("I was a citizen"),
    "born_there": _l("I was born there"),
    "parent": _l("A parent comes from there"),
    "grandparent": _l("A grandparent comes from there"),
    "other": _l("In another way"),
}
INSTITUTION_STATE = {
    "unverified": _l("Not verified yet"),
    "verified": _l("Verified"),
    "suspended": _l("Suspended"),
}
INSTITUTION_KIND = {
    "ministry": _l("Ministry"),
    "agency": _l("Public agency"),
    "local_government": _l("Local government"),
    "hospital": _l("Hospital or clinic"),
    "university": _l("University or college"),
    "school": _l("School"),
    "court": _l("Court or prosecution"),
    "ngo": _l("Non-governmental organisation"),
    "private": _l("Company"),
}
OWNERSHIP = {"public": _l("Public"), "private": _l("Private"), "mixed": _l("Public and private together")}
INSTITUTION_ACTION = {
    "verify": _l("Verify"),
    "suspend": _l("Suspend"),
    "resume": _l("End the suspension"),
}
ROLE = {
    "expert": _l("Expert"),
    "institution": _l("Focal point of an institution"),
    "ministry": _l("Ministry"),
    "officer": _l("Programme officer"),
    "manager": _l("Programme manager"),
    "administrator": _l("Administrator"),
    "auditor": _l("Auditor"),
    "donor": _l("Donor"),
    "system": _l("The service itself"),
    "account": _l("Account without a role"),
    "anonymous": _l("Nobody signed in"),
}
LINK_RULE = {
    "citizen": _l("A citizen"),
    "former_citizen": _l("A citizen in the past"),
    "born_there": _l("Born there"),
    "parent": _l("A parent comes from there"),
    "grandparent": _l("A grandparent comes from there"),
    "other": _l("Another link"),
}
CLOSENESS = {
    4: _l("Your occupation"),
    3: _l("An occupation very close to yours"),
    2: _l("An occupation of the same field"),
}
VISIBILITY = {
    "card": _l("Institutions there may see my card without my name"),
    "ask_first": _l("Ask me each time; until then nobody there learns that I exist"),
}
PROFILE_STATE = {
    "draft": _l("Draft"),
    "active": _l("Active"),
    "info_requested": _l("Question open"),
    "ineligible": _l("Not eligible"),
    "paused": _l("Paused"),
    "stale": _l("Not confirmed lately"),
    "unreachable": _l("Not answered lately"),
    "withdrawn": _l("Withdrawn"),
    "erasure_pending": _l("Erasure requested"),
    "erased": _l("Erased"),
}
PROFILE_ACTION = {
    "activate": _l("Activate"),
    "ask": _l("Ask a question"),
    "answer": _l("Answer"),
    "reject": _l("Find not eligible"),
    "reopen": _l("Reopen"),
    "hide": _l("Pause"),
    "show": _l("End the pause"),
    "confirm": _l("Confirm that it is still right"),
    "withdraw": _l("Withdraw"),
    "reactivate": _l("Come back"),
    "request_erasure": _l("Ask for erasure"),
}
VACANCY_STATE = {
    "draft": _l("Draft"),
    "submitted": _l("Sent"),
    "endorsed": _l("Endorsed"),
    "refused": _l("Refused"),
    "approved": _l("Approved"),
    "open": _l("Open"),
    "closed_to_applications": _l("Closed to applications"),
    "suspended": _l("Suspended"),
    "in_selection": _l("In selection"),
    "filled": _l("Filled"),
    "failed": _l("No suitable candidate"),
    "cancelled": _l("Cancelled"),
    "archived": _l("Archived"),
}
STATE_KIND = {
    "draft": "neutral",
    "active": "good",
    "open": "good",
    "approved": "good",
    "verified": "good",
    "endorsed": "info",
    "submitted": "info",
    "filled": "good",
    "refused": "refused",
    "cancelled": "refused",
    "suspended": "refused",
    "ineligible": "refused",
    "failed": "refused",
}
"""State -> kind of tag; every other state asks for attention."""

ACTIVITY = {
    "advise": _l("Advise"),
    "train": _l("Train staff"),
    "teach": _l("Teach students"),
    "clinical": _l("Treat patients"),
    "research": _l("Do research"),
    "curriculum": _l("Write a curriculum"),
    "policy": _l("Work on policy"),
    "system": _l("Set up a system"),
    "mentor": _l("Mentor"),
}
TRANSFER_METHOD = {
    "training": _l("Training sessions"),
    "mentoring": _l("Mentoring"),
    "joint_work": _l("Working side by side"),
    "curriculum": _l("A curriculum that stays"),
    "sop": _l("Written procedures"),
}
CONNECTIVITY = {
    "good": _l("Video without interruptions"),
    "audio": _l("Voice only"),
    "text": _l("Text messages only"),
}
ALLOWANCE = {
    "dsa": _l("Daily allowance"),
    "stipend": _l("Monthly stipend"),
    "top_up": _l("Salary top-up"),
    "ticket": _l("International ticket"),
    "local_transport": _l("Local transport"),
    "visa": _l("Visa and permits"),
    "medical_insurance": _l("Medical insurance"),
    "evacuation_insurance": _l("Evacuation insurance"),
    "housing": _l("Housing"),
    "equipment": _l("Equipment for the work"),
    "training": _l("Training allowance"),
    "dependants": _l("Travel of family members"),
    "reintegration_grant": _l("Reintegration grant"),
    "communication": _l("Telephone and data"),
    "resettlement": _l("Resettlement allowance"),
}
PAYER = {
    "programme": _l("The programme"),
    "host": _l("The institution"),
    "government": _l("The government"),
    "own": _l("The expert"),
}
SKILL_LEVEL = {
    "1": _l("1: knows the basics"),
    "2": _l("2: works with guidance"),
    "3": _l("3: works alone"),
    "4": _l("4: handles hard cases"),
    "5": _l("5: leads others"),
}
SECURITY_LEVEL = {
    "0": _l("0: no special care needed"),
    "1": _l("1: usual care"),
    "2": _l("2: some areas or hours are avoided"),
    "3": _l("3: movements are planned and reported"),
    "4": _l("4: escorts and secured housing"),
}
TEXT_KIND = {
    "registration": _l("Keeping a profile"),
    "matching": _l("Being compared with needs"),
    "disclosure": _l("Being named for one need"),
    "statistics": _l("Counting in statistics"),
    "outreach": _l("News by e-mail"),
    "risk": _l("The risk of being seen"),
    "travel": _l("Travel, residence and citizenship"),
}
TARGET = {
    "placements": _l("Placements"),
    "women": _l("Women, in per cent"),
    "regions": _l("Regions of the countries of origin"),
    "institutions": _l("Institutions"),
    "people_trained": _l("People trained"),
}
SELECTION = {
    "joint_panel": _l("A panel of programme, institution and ministry"),
    "staff": _l("The programme's staff with the institution"),
}
RETENTION = {
    "profiles": _l("Profiles, after the last confirmation"),
    "applications": _l("Applications, after an unsuccessful end"),
    "placements": _l("Placements, after their end"),
}

"""The reply contract's lists, written down once more, so that a slip in ``knowledge/`` doesn't take its test with it."""

EMERGENCY_SIGNS = (
    "facial_droop",
    "facial_weakness",
    "slurred_speech",
    "limb_weakness",
    "confusion",
    "vision_loss",
    "severe_headache",
    "breathing_or_swallowing",
    "seizure_or_blackout",
)
URGENT_SIGNS = ("spreading", "pain", "numbness", "tingling", "loss_of_facial_control")
ROUTINE_SIGN = "persistent"
RED_FLAGS = (*EMERGENCY_SIGNS, *URGENT_SIGNS, ROUTINE_SIGN)
TRIGGERS = ("stress", "fatigue", "caffeine", "nicotine", "dehydration", "electrolytes")
FINDINGS = (*RED_FLAGS, *TRIGGERS)

ABSENT_FOR_SELF_CARE = (
    "facial_droop",
    "facial_weakness",
    "slurred_speech",
    "pain",
    "numbness",
    "tingling",
    "loss_of_facial_control",
    "spreading",
    "persistent",
)

LEVELS = ("self_care", "undetermined", "routine", "urgent", "emergency")

TOPICS = (
    "what_is_it",
    "is_it_serious",
    "mechanism",
    "why_lips",
    "triggers_overview",
    "trigger_stress",
    "trigger_fatigue",
    "trigger_caffeine",
    "trigger_nicotine",
    "trigger_dehydration",
    "trigger_electrolytes",
    "when_to_see_doctor",
    "how_long_is_too_long",
    "spreading_and_hemifacial_spasm",
    "red_flag_symptoms",
    "relief_overview",
    "relief_hydration",
    "relief_cut_stimulants",
    "caffeine_limit",
    "relief_warm_compress",
    "relief_massage",
    "relief_stress_reduction",
    "how_fast_relief",
)

KINDS = (
    "assessment",
    "interview",
    "answer",
    "deflect",
    "chitchat",
    "crisis",
    "other_emergency",
    "no_diagnosis",
    "no_prescribing",
    "scope_note",
    "language_note",
    "privacy",
    "handoff",
    "control",
)

MOST_TOPICS = 4
MOST_QUESTIONS = 8
PERSISTENT_FROM_DAYS = 14

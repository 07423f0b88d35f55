"""Invented recommendations by hand: each list asks for one thing, and no two lists for the same."""

ALIKE = (
    (
        "Every victim should have one named officer from report to trial.",
        "We want survivors to be given a single point of contact who stays with the case.",
        "Please stop passing women from one officer to another; give each a named contact.",
    ),
    (
        "The Met should publish outcomes of rape cases by ethnicity every quarter.",
        "Quarterly figures on rape outcomes, broken down by ethnicity, ought to be made public.",
    ),
    (
        "Publish the number of officers dismissed for domestic abuse each year.",
        "We urge the force to release yearly dismissals of officers for domestic abuse.",
    ),
    (
        "All call handlers must be trained to recognise coercive control.",
        "Coercive control training is needed for everyone who answers 999 calls, call handlers "
        "included.",
    ),
    (
        "Officers should be re-vetted every three years.",
        "Vetting must be repeated every three years for serving officers.",
    ),
    (
        "The Home Office should end data sharing between police and immigration enforcement.",
        "We call on the Home Office to introduce a firewall between police and immigration "
        "enforcement, and to end the sharing of data.",
    ),
    (
        "Street lighting on the canal path needs to be repaired.",
        "Repair the lighting along the canal path.",
    ),
    (
        "Breaches of protection orders should be acted on within a day.",
        "When a protective order is breached, arrest within 24 hours should be the rule.",
    ),
    (
        "Set up an independent scrutiny panel for rape cases closed with no further action.",
        "Rape cases that end in no further action should go to an independent scrutiny panel.",
    ),
    (
        "Fund specialist by and for services for Black and minoritised women.",
        "Specialist services led by and for Black and minoritised women need sustained funding.",
    ),
    (
        "Interpreters must be offered to Deaf women when they report.",
        "Deaf women need a BSL interpreter when they report.",
    ),
    ("Councils should commission adapted refuge spaces for disabled women.",),
    ("The police should refer every victim to an IDVA.",),
    ("IDVAs should be based in every police station.",),
    ("The Home Office should fund refuges for migrant women.",),
    ("Detectives must be trained in trauma informed interviewing.",),
    ("Vetting should cover social media.",),
    ("Hotspot maps should be published by ward.",),
    ("Patrol the hotspots near stations at night.",),
    ("The plan should say by when each commitment will be met.",),
    ("Survivors who sit on panels should be paid for their time.",),
    ("Stalking victims should be told about Stalking Protection Orders.",),
    ("Apply for Stalking Protection Orders at the first report.",),
    ("Publish data on breaches of protection orders.",),
    ("Schools should teach boys about consent.",),
    ("Neighbourhood officers should visit schools to talk about online harm.",),
)

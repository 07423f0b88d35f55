"""How English instructs: verbs that open a sentence or an item in the imperative."""

import re

IMPERATIVE = re.compile(
    r"(?:(?:urgently|always|never|please|also|and|then|clearly|fully|routinely|properly|do not|"
    r"don['’]t|"
    r"regularly|immediately|actively|publicly|better|continue to|stop|start)[, ]+)*"
    r"(?:abolish|accept|act|adapt|add|address|adopt|allocate|allow|apologise|appoint|arrange|ask|"
    r"assess|"
    r"audit|avoid|ban|become|begin|bring|build|call|campaign|carry|change|check|clarify|"
    r"collaborate|"
    r"collect|commission|commit|communicate|complete|conduct|consider|consult|continue|co-?design|"
    r"co-?produce|co-?ordinate|create|cut|dedicate|define|deliver|deploy|design|develop|direct|"
    r"disclose|discuss|do|double|draw|educate|embed|employ|empower|enable|encourage|end|enforce|"
    r"engage|"
    r"enhance|ensure|establish|evaluate|evidence|examine|expand|explain|explore|extend|find|fix|"
    r"focus|"
    r"follow|form|fund|get|give|go|guarantee|have|help|hire|hold|identify|implement|improve|"
    r"include|"
    r"incorporate|increase|inform|integrate|introduce|invest|investigate|invite|involve|issue|join|"
    r"keep|launch|lead|learn|let|limit|link|listen|lobby|look|maintain|make|mandate|map|match|"
    r"measure|"
    r"meet|monitor|move|name|offer|open|outline|pay|pilot|place|plan|prevent|prioritise|produce|"
    r"promote|prosecute|protect|provide|publicise|publish|pursue|put|raise|recognise|record|"
    r"recruit|"
    r"redesign|reduce|refer|reform|reinstate|reject|remove|repeal|replace|report|require|resource|"
    r"respect|respond|restore|retain|review|revise|revisit|ring-?fence|roll|root|run|safeguard|"
    r"scope|search|"
    r"scrap|screen|scrutinise|seek|send|separate|set|share|show|simplify|speed|stand|standardise|"
    r"start|"
    r"state|step|stop|strengthen|support|suspend|tackle|take|target|teach|tell|test|track|train|"
    r"treat|trial|understand|undertake|update|uphold|use|utilise|vet|widen|withdraw|work|write|"
    r"talk|speak|walk|visit|ring|answer|believe|apply|arrest|charge|book|"
    r"agree|sign|hear|admit|cease|challenge|choose|close|combine|connect|copy|correct|drop|decide|"
    r"equip|exclude|free|gather|grant|halve|hand|interview|leave|liaise|lower|mention|patrol|pair|"
    r"preserve|quantify|rebuild|reconsider|redirect|register|release|remind|renew|reopen|reply|"
    r"rethink|retrain|reverse|reward|secure|spend|spell|sustain|swap|switch|think|translate|turn|"
    r"value|verify|warn|watch|host|phone|email|text|drop|trust)\b"
    r"(?!['’]s)",
    re.IGNORECASE,
)

INSTRUCTS = re.compile(
    r"^\W*(?:get rid of |please |also |and |stop |start |do not |don['’]t |let |go and |"
    r"instead,? |so |"
    r"then |first,? |next,? |at least |always |never )*[a-z-]+ (?:(?:the|a|an|all|more|every|"
    r"each|any|no|"
    r"sure|in|to|up|out|on|at|for|with|from|into|back|by|how|what|whether|where|when|that|this|"
    r"those|"
    r"these|them|us|it|her|him|me|you|your|our|their|his|its|one|two|three|four|both|some|away|"
    r"better|"
    r"police|officers?|women|people|survivors?|victims?|domestic|specialist|men|boys|proper|"
    r"clear|real|"
    r"independent|new|regular|local|public|schools|councils|money|data|training|posters|staff)\b|"
    r"\w+ing\b)",
    re.IGNORECASE,
)

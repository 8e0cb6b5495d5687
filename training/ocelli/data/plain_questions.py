"""Fifty questions without a picture, each with the words that a right answer holds: what tuning must not unlearn."""

FACTS = (
    ("What is the capital of France?", "paris"), ("What is the capital of Italy?", "rome"), ("What is the capital of Japan?", "tokyo"),
    ("What is the capital of Germany?", "berlin"), ("What is the capital of Spain?", "madrid"), ("What is the capital of Egypt?", "cairo"),
    ("What is the capital of England?", "london"), ("What is the capital of Russia?", "moscow"), ("What is the capital of China?", "beijing"),
    ("Which planet is known as the Red Planet?", "mars"), ("What is the largest planet in the solar system?", "jupiter"),
    ("What gas do plants take in from the air?", "carbon"), ("What is the chemical symbol for water?", "h2o"),
    ("What is the largest ocean on Earth?", "pacific"), ("Who wrote Romeo and Juliet?", "shakespeare"),
    ("Who painted the Mona Lisa?", "leonardo"), ("Who was the first president of the United States?", "washington"),
    ("What do bees make?", "honey"), ("How many days are in a week?", "seven|7"), ("How many legs does a spider have?", "eight|8"),
    ("What is the opposite of hot?", "cold"), ("What is the opposite of up?", "down"), ("What is frozen water called?", "ice"),
    ("What is the tallest mountain in the world?", "everest"), ("Which animal is known as man's best friend?", "dog"),
    ("What language is spoken in Brazil?", "portuguese"), ("What is the first month of the year?", "january"),
    ("On which continent is Kenya?", "africa"), ("What star is at the centre of our solar system?", "sun"),
    ("Which organ pumps blood through the body?", "heart"), ("What is the currency of Japan?", "yen"),
    ("What is a baby dog called?", "puppy|pup"),
)
REWRITING = (
    ("Write in the past tense: I go to school.", "went"), ("Write in the past tense: She eats an apple.", "ate"),
    ("Write in the plural: one cat.", "cats"), ("Write in the plural: one child.", "children"),
    ("Translate to Spanish: hello.", "hola"), ("Translate to French: thank you.", "merci"),
    ("Give a synonym for big.", "large|huge|enormous|vast|massive|giant"), ("Give a synonym for happy.", "joy|glad|cheer|content|pleased|delight|elated"),
    ("Correct the spelling: recieve.", "receive"), ("Write in capital letters: hello.", "HELLO"),
)
ARITHMETIC = (
    ("What is 2 + 2?", "4|four"), ("What is 3 + 5?", "8|eight"), ("What is 7 + 2?", "9|nine"), ("What is 10 - 4?", "6|six"),
    ("What is 9 - 5?", "4|four"), ("What is 3 times 3?", "9|nine"), ("What is 2 times 5?", "10|ten"), ("What is 8 + 8?", "16|sixteen"),
)
QUESTIONS = (*FACTS, *REWRITING, *ARITHMETIC)

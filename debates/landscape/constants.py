"""Every threshold of the landscape, and what it means.

The pages read their sentences ("why is this here") from these names, so that words and figures
cannot drift apart. Votes are +1 agree, 0 pass, -1 disagree; "seen" counts all three.
"""

# Who is grouped. A participant needs this many votes (or all statements, where there are fewer);
# where too few people have them, the most active others are added up to FEWEST_GROUPED.
FEWEST_VOTES = 7
FEWEST_GROUPED = 15

# How many camps are tried: 2 to MOST_CAMPS, and 2 + people // PEOPLE_PER_CAMP at most.
FEWEST_CAMPS = 2
MOST_CAMPS = 5
PEOPLE_PER_CAMP = 12

# The search for camps: starts of k-means, steps of one start, moves of single points after the
# best of them; of more points than SAMPLE, starts and silhouette look at every so many.
STARTS = 20
STEPS = 100
EXCHANGES = 200
SAMPLE = 4_000

# What may be published of members' votes. Below FEWEST_GROUPED voters with FEWEST_VOTES there is no
# map, and a camp needs members. `bin/manage landscape` prints counts from FEWEST_CAMP_VOTES on.
SMALLEST_CAMP = 5
FEWEST_CAMP_VOTES = 5
# The scale of the noise of every count that is published. Camps are counted apart on statements on
# which each gave FEWEST_APART votes; a share is told from FEWEST_TOLD votes on, noise included.
NOISE = 2.0
FEWEST_APART = 10
# Numbers of camps that let so large a share of the statements be counted apart come first.
COMPARED_SHARE = 0.5
FEWEST_TOLD = 20
# Something is published anew when so many voters, and so large a share of its voters, have changed.
FEWEST_CHANGES = 10
CHANGED_SHARE = 0.25
# Numbers of people are told in steps of so many.
STEP = 5
# The camps of two maps are the same while so large a share of those on both stand where they stood.
SAME_CAMPS = 0.8

# The number of camps changes only when another one was found in this many runs, one after another.
STEADY_RUNS = 4

# Significance: the one-sided 90 % point of the normal distribution.
SIGNIFICANT = 1.2816
# How many statements stand in a list: of a camp, of the overall consensus for each side.
MOST_REPRESENTATIVE = 5
MOST_OVERALL = 5
# A statement divides only if every camp has given it this many votes.
FEWEST_DIVIDING_VOTES = 7

# A statement bridges from this score on (Jeffreys, geometric mean over camps; 0 to 1).
BRIDGES = 0.6
# In the order by bridging every third place goes to something fresh or not yet heard.
FRESH_EVERY = 3

# Routing: a statement without votes weighs (1 + NOVELTY) times its importance; the extra halves
# with every NOVELTY_HALVES votes. A statement without a computed priority weighs UNKNOWN_PRIORITY.
NOVELTY = 8.0
NOVELTY_HALVES = 5.0
UNKNOWN_PRIORITY = 1.0

//! What the page says around its tables.

pub const HEAD: &str = "# 回测：推演会差多少 · Back-tests: how far off projections would have been

Written by `GUOBAN_UPDATE_GOLDEN=1 cargo test -p guoban-backtest`; `cargo xtask backtest` prints the same tables from any folder of series,
`--json` also every origin. The error bands of the shipped packs are held to the last table by a test.

**Figures.** National Bureau of Statistics of China, customs, Ministry of Finance and the Sichuan statistics bureau, 2010–2016 and
2019–2023; files that hold years before lend them as a record to start from. Growth of GDP as announced on the day where that is on file
(else as in the tables of the bureau), of three sectors and of eleven industries, of fixed-asset investment, of industry above scale; retail sales;
budget revenue, taxes and expenditure; trade in dollars; for one province growth of GDP, sectors, investment, industry, retail sales
and real-estate investment. The years 2017, 2018 and from 2024 on were kept back from whoever wrote this, to judge it by. The files are not
part of this repository; errors computed from them are.

**Origins.** From every month (quarter) that was known, the first half and the year are projected and compared with what was
published. *Known* counts months; with 0, nothing of the year but all of the year before. An error is projection less outcome, in
percentage points of a growth rate or per cent of an amount; bias above zero means projected too high.

**No peeking.** A projection reads what was published before it, and nothing of later years. The seasonal weights are last year's; where
no amounts are published, months count alike. The *default* of a class is chosen for each year and origin among six, by the errors they
made in the calm years before: the least, if that beats persistence by a twentieth and there are three such years, else persistence.

| method | what it says of the months left |
|---|---|
| persists | the last growth published holds: of the last month or quarter, of the year to date where no other is published. The naive rule |
| ×12/4 | the amount to date ÷ months elapsed × months of the period. The other naive rule |
| stays | growth to date holds; for amounts, last year's seasonal shares |
| momentum | growth of the last three months holds |
| blend | half way between the two |
| drift | growth to date moves on by what it did in earlier calm years: their mean times n/(n+1) |
| reverts | the mean of the last three months and of the last three years |

**Calm and shaken.** 2020 to 2023 are shaken: an epidemic that nobody foresaw in the spring before, and the bases it left. They are named,
not found by a rule. One band for both kinds is honest about neither; so each class has two, and a pack says with which chance a year is
shaken.

**Band.** Half the width of the 80% band of the next error: root mean square error × Student's 90% quantile with as many degrees of
freedom as there are *years*, because errors of one year share its fate. It lies around zero, so that bias left in a projection widens it.

**Limits.** One epidemic is one shock: four years are not four observations of it, and nothing here says how often such a thing comes or
how the next will look. Industries are compared within one vintage only (revisions of 2022 moved finance by 4 points and information by
−4, more than projections miss), so 2021 is left out, and units above the limit have five years and no shaken one. GDP, sectors and
provincial figures mix first releases and revised ones as the sources do. Amounts of budget revenue changed scope in 2015 and 2016. A city moves
more than a province, and there is no series of one: packs take the province's bands, or multiples of a like class, and say which.
";

pub const VERDICTS: &str = "With three months known, is the line passed at mid-year (compared with June's figure) and at the year's end (with
December's)? The line is last year's growth of the whole year once more, which every series has and a session knows. Years without the
year before them on file (2019) have none.
";

pub const ANNOUNCED: &str = "The same with the growth that the government's report set (its lower end; the half-year is judged by it too): the years
with a number on file, calm and shaken together.
";

pub const PACKS: &str = "The packs hold invented places, so their own verdicts cannot be tried. What can: how often April's verdict held for the classes whose
bands their targets take, each target counting once. It says how good the naive part is; what a session's measures add is not in it.
";

pub const COVERAGE: &str = "80% is what a band promises. Calm years are tried on the band of the calm years before them (three at least). Shaken years are tried twice: on
that calm band, which is what a session has if it forgets that a shock can come, and on the band of the *other* shaken years, which
nobody had in 2020; the second shows only that the four years are like each other.
";

pub const DEFAULTS: &str = "Mean absolute error over all origins. Where the default is *persists*, nothing on file beat it: the naive rule is then taken, not dressed up.
The default gains for the nation's investment, for budget revenue, trade and retail sales; for GDP, sectors, industries and industry above scale it does not,
and for a province's investment a choice made on few years costs a little. In shaken years a choice made on calm ones is no better than
persistence, sometimes worse. How strict the choice is was not tuned: with a fifth in place of a twentieth, or five years in place of
three, the verdicts that held in calm years differ by six of 383.
";

pub const LOCAL: &str = "Mean absolute error of the default. A province errs more than the nation in calm years, most in investment, and about as much in shaken ones.
";

pub const BANDS: &str = "Half the width of the 80% band by months known, 0 upwards, as the packs state it: the default's, one decimal, that of the last origin
before where nothing is published in between, never wider later than earlier, at least a tenth.
";

/// Braces hold a class whose calm band is meant: from March to June, of investment from June to December.
pub const CHANGED: &str = "
## What changed, and why

Until November 2026 this page knew two years of GDP and investment, 2022 and 2023, both shaken, and took the other year for what was not
seen. Now twelve years are on file and only earlier ones are read. So:

- **Calm bands are narrower where the two shaken years had widened them:** GDP from the first quarter to the half-year was ±3.0 and is ±{gdp} for
  the nation, ±{local_gdp} for the province; industries ±2.8 and now ±{industry}. **Those of investment are wider later in the year** (from June
  to December ±1.2, now ±{investment} for the nation and ±{local_investment} for the province), where the old ones held least.
- **A shock is an assumption** (`shaken` in a pack's `[error]`, by a switch with a stated chance) that a session can set to 0 or 1. The tails come from it,
  not from a band that is wide in every year.
- **The default is persistence unless something beat it.** Before, Guoban's own rule was growth to date, and April's verdict was right no
  oftener than by persistence.
- **The city takes the province's bands** for GDP, sectors, investment and industry, not multiples of the nation's.
";

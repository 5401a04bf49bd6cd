# shellcheck shell=bash disable=SC2034
# New York: age bands, precincts, codes.

extracts=(nypd_arrests/NYPD_Arrest_Data__Year_to_Date_.csv)
sources=1
gate="New Georeferenced Column"

raw() {
  import t "$SAMSYN_EXAMPLE_DATA/${extracts[0]}"
  cat <<'SQL'
CREATE TABLE r AS
  SELECT '2021K' || ((CAST(substr(ARREST_DATE, 1, 2) AS INT) + 2) / 3) AS q,
         AGE_GROUP AS age, PERP_SEX AS sex, CAST(KY_CD AS INT) AS code,
         LAW_CAT_CD AS level, ARREST_PRECINCT AS precinct
    FROM t;
SQL
}

compare() {
  row "arrests" arrests all all 2021K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K1'"
  row "arrests under 18" arrests under-18 all 2021K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K2' AND age = '<18'"
  row "arrests under 25: two bands" arrests under-25 all 2021K3 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K3' AND age IN ('<18', '18-24')"
  row "arrests from 45: two bands" arrests 45-plus all 2021K3 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K3' AND age IN ('45-64', '65+')"
  row "arrests of women" arrests female all 2021K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K1' AND sex = 'F'"
  row "arrests in a precinct" arrests all 114 2021K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K2' AND precinct = '114'"
  row "robbery at 18-24" youth_robbery 18-24 all 2021K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K2' AND age = '18-24' AND code = 105"
  row "assault, two codes" assault male all 2021K3 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K3' AND sex = 'M'
        AND code IN (106, 344)"
  row "sexual offences, three codes" sexual_offences all all 2021K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K1' AND code IN (104, 116, 233)"
  row "felonies under 25" youth_felony_share under-25 all 2021K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K1' AND level = 'F'
        AND age IN ('<18', '18-24')"
}

# shellcheck shell=bash disable=SC2034
# Los Angeles: linked files, a time without zeros, ages that are not known.

extracts=(lapd/lapd_westla_2020_2021.csv)
sources=2 # The file is read as cases and as victims.
gate=LAT

# The printed date is read from DATE OCC; here it is put together from the
# file's own columns year, month and day.
raw() {
  import t "$SAMSYN_EXAMPLE_DATA/${extracts[0]}"
  cat <<'SQL'
CREATE TABLE r AS
  SELECT printf('%d-%02d-%02d', year, month, day) AS d,
         year || 'K' || ((month + 2) / 3) AS q,
         CAST("TIME OCC" AS INT) / 100 AS h,
         CAST("Vict Age" AS INT) AS age, "Vict Sex" AS sex,
         CAST("Crm Cd" AS INT) AS code, "Premis Desc" AS place,
         CAST("Rpt Dist No" AS INT) AS district, Status AS status
    FROM t;
CREATE TABLE v AS
  SELECT *, place IN ('STREET', 'SIDEWALK', 'ALLEY', 'PARKING LOT',
                      'PARK/PLAYGROUND', 'BEACH', 'OTHER/OUTSIDE') AS public
    FROM r
   WHERE code IN (110, 210, 220, 230, 231, 235, 236, 251, 434, 622, 623, 624,
                  625, 626, 627, 647, 753, 761, 910, 920);
SQL
}

compare() {
  row "victims aged 13-25" young_victims target all 2020K4 \
    "SELECT COUNT(*) FROM r WHERE q = '2020K4' AND age BETWEEN 13 AND 25"
  row "victims aged 10-17: 0 is no age" young_victims under-18 all 2021K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K1' AND age BETWEEN 10 AND 17"
  row "victims aged 18-20" young_victims 18-20 all 2020K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2020K2' AND age BETWEEN 18 AND 20"
  row "robbery, by code" robbery all all 2020K3 \
    "SELECT COUNT(*) FROM r WHERE q = '2020K3' AND code IN (210, 220)"
  row "robbery of 26-64, through the link" robbery 26-64 all 2021K1 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K1' AND code IN (210, 220)
        AND age BETWEEN 26 AND 64"
  row "partner violence, women" partner_violence female all 2021K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K2' AND code IN (626, 236)
        AND sex = 'F'"
  row "violence in public, by premises" violence_public all all 2020K3 \
    "SELECT COUNT(*) FROM v WHERE q = '2020K3' AND public"
  row "violence in public, a zone" violence_public all \
    "Districts 831–839" 2020K4 \
    "SELECT COUNT(*) FROM v WHERE q = '2020K4' AND public
        AND district BETWEEN 831 AND 839"
  row "cleared among them" violence_public_cleared all all 2021K1 \
    "SELECT COUNT(*) FROM v WHERE q = '2021K1' AND public AND status <> 'IC'"
  row "violence on weekend nights" weekend_night_violence all all 2021K2 \
    "SELECT COUNT(*) FROM v WHERE q = '2021K2' AND
       (strftime('%w', d) = '5' AND h >= 22 OR
        strftime('%w', d) = '6' AND (h < 6 OR h >= 22) OR
        strftime('%w', d) = '0' AND h < 6)"
  row "theft from vehicles" theft_from_vehicle all all 2021K2 \
    "SELECT COUNT(*) FROM r WHERE q = '2021K2'
        AND code IN (330, 331, 410, 420, 421)"
}

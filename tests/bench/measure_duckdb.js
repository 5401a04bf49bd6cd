// measure_duckdb.js - what a user would pick instead of the one scan: DuckDB,
// its tables loaded already, with one GROUP BY for each indicator that it can
// count from the columns there are.  It counts by month and by area in three
// groups; longer periods, which do not add up for cases and persons, and the
// kinds that look at several events are left out, in its favour.
//
//     node measure_duckdb.js PROJECT INDICATORS THREADS
//
// prints seconds, indicators.
'use strict';
const fs = require('fs');
const path = require('path');
const { DuckDBInstance } = require('@duckdb/node-api');

function load(project) {
  const csv = (name) => `read_csv('${path.join(project, name)}',
    delim=';', header=true, dateformat='%d.%m.%Y')`;
  return [
    `CREATE TABLE code_tag AS
     SELECT code::VARCHAR AS code, unnest(string_split(tags, ' ')) AS tag
       FROM ${csv('codes/offence.csv')}`,
    `CREATE TABLE police_case AS
     SELECT case_key, reported, occurred, code::VARCHAR AS code, place,
            area, age
       FROM ${csv('extracts/cases.csv')}`,
    `CREATE TABLE police_person AS
     SELECT p.*, c.code, c.place
       FROM ${csv('extracts/people.csv')} AS p
       LEFT JOIN (SELECT case_key, min(code) AS code, min(place) AS place
                    FROM police_case GROUP BY case_key HAVING count(*) = 1) AS c
         ON c.case_key = p.case_key`,
  ];
}

// The GROUP BY of the indicator in the file TEXT; null if it is of a kind, or
// of a source, that is left out.
function question(text) {
  const head = (key, fallback) =>
    (text.match(new RegExp(`^-- @${key} +(\\S+)`, 'm')) || [])[1] || fallback;
  const body = text.replace(/^--.*$/gm, '').trim().replace(/;$/, '');
  const counted = {
    case: 'count(DISTINCT case_key)', person: 'count(DISTINCT person_key)',
  }[head('unit')] || 'count(*)';
  const selects = /^SELECT profile FROM (police_case|police_person)\b/;
  if (!selects.test(body) || !['count', 'rate', 'share', 'ratio'].includes(head('measure')))
    return null;
  const month = `date_trunc('month', ${head('date', 'reported')}) AS month`;
  return body.replace(/^SELECT profile/, `
    SELECT ${month}, area, ${counted} AS everyone,
           ${counted} FILTER (WHERE age BETWEEN 13 AND 25) AS target,
           ${counted} FILTER (WHERE age < 18) AS under_18`) +
    ' GROUP BY GROUPING SETS ((month), (month, area))';
}

async function main(project, indicators, threads) {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  const questions = fs.readdirSync(indicators).sort()
    .filter((name) => name.endsWith('.sql'))
    .map((name) => question(fs.readFileSync(path.join(indicators, name), 'utf8')))
    .filter((sql) => sql);
  for (const sql of load(project))
    await connection.run(sql);
  const begin = process.hrtime.bigint();
  let counted = 0;
  for (const sql of questions) {
    try {
      await connection.runAndReadAll(sql);
      counted++;
    } catch (error) {
      // As for samsyn: what asks for a column that no extract has is not counted.
      if (!/not found|does not exist/.test(error.message))
        throw error;
    }
  }
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  console.log(seconds.toFixed(3), counted);
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(`measure_duckdb: ${error.message}`);
  process.exit(1);
});

// load_duckdb.js - the yardstick beside libcsv: DuckDB reads the same file into
// a table of a file of its own, with two threads, to the commit and its
// checkpoint.
//
//     node load_duckdb.js EXTRACT DATABASE     prints seconds, rows
'use strict';
const { DuckDBInstance } = require('@duckdb/node-api');

async function load(extract, database) {
  const begin = process.hrtime.bigint();
  const instance = await DuckDBInstance.create(database, { threads: '2' });
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE cases AS SELECT * FROM read_csv('${extract}')`);
  await connection.run('CHECKPOINT');
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const reader = await connection.runAndReadAll('SELECT count(*) FROM cases');
  console.log(seconds.toFixed(4), String(reader.getRows()[0][0]));
}

load(process.argv[2], process.argv[3]).catch((error) => {
  console.error(`load_duckdb: ${error.message}`);
  process.exit(1);
});

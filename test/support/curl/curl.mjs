#!/usr/bin/env node
// Understands as much of curl as the examples of the README use, and fails on HTTP errors: so that they run where curl is not installed.
import { writeFileSync } from 'node:fs';

const [, , ...words] = process.argv;
const headers = {};
const fields = [];
let method = 'GET';
let url = '';
let data;
let isGet = false;
let output;

while (words.length > 0) {
  const word = words.shift();
  if (word === '-sS') continue;
  else if (word === '-X') method = words.shift();
  else if (word === '-G') isGet = true;
  else if (word === '-o') output = words.shift();
  else if (word === '-d') data = words.shift();
  else if (word === '--data-urlencode') fields.push(words.shift());
  else if (word === '-H') {
    const header = words.shift();
    headers[header.slice(0, header.indexOf(':'))] = header.slice(header.indexOf(':') + 1).trim();
  } else if (word.startsWith('-') || url !== '') throw new Error(`This stand-in does not know ${word}`);
  else url = word;
}
if (isGet) {
  const query = fields.map((field) => {
    const at = field.indexOf('=');
    return `${field.slice(0, at)}=${encodeURIComponent(field.slice(at + 1))}`;
  });
  url += `?${query.join('&')}`;
}
const answer = await fetch(url, { method, headers, body: data });
const text = await answer.text();
if (output === undefined) process.stdout.write(text);
else writeFileSync(output, text);
process.exitCode = answer.ok ? 0 : 22;

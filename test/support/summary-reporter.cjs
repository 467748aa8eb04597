/** Prints the sum of all projects as the very last line. A suite that did not run counts as one failure. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    this.results = results;
    const brokenSuites = results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${results.numFailedTests + brokenSuites} failed`;
    process.on('exit', () => process.stdout.write(`${line}\n`));
  }
};

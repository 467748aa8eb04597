'use strict';

/** Prints `N passed, N failed` as the last line of the run, all projects together. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A suite that broke before any of its tests ran has failed, although none of its tests has.
    const brokenSuites = results.testResults.filter(
      (suite) => suite.numFailingTests === 0 && (suite.testExecError != null || suite.failureMessage),
    );
    const interrupted = results.wasInterrupted ? 1 : 0;
    const failed = results.numFailedTests + brokenSuites.length + interrupted;
    // Jest's own summary comes after all reporters, and the global teardown after that.
    process.once('exit', () => {
      process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`);
    });
  }
};

export default async function globalSetup(): Promise<void> {
  // filled in by the test database support
}

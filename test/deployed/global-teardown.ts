import { stillRunning } from './still-running.ts';

export default async function tearDown(): Promise<void> {
  await Promise.all(stillRunning.map((stop) => stop()));
}

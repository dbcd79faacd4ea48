#!/usr/bin/env node
import { start } from '#cli/production.ts';

await start();

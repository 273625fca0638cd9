// The npm packages of the tests live in the one workspace there is, clients/web; Node would not look there by itself.
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the checkout. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const fromWeb = createRequire(join(ROOT, 'clients/web/package.json'));

/** A package by name, as CommonJS gives it. */
export const load = (name) => fromWeb(name);

/** A package by name that is a module. */
export const loadModule = (name) => import(pathToFileURL(fromWeb.resolve(name)));

export const { WebSocket } = load('ws');
export const Redis = load('ioredis');
export const msgpack = load('@msgpack/msgpack');

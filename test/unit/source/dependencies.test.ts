/** Where the code of others comes from, and what of it is shipped: each package by its checksum, none by surprise. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sbom } from '../../../scripts/sbom.mjs';

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
}

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  string,
  Record<string, string>
>;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};
const others = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string) => place.replace(/^.*node_modules\//, '');
/** What runs at a user's: all that `dependencies` bring, directly or not. */
const shipped = others.filter(([, p]) => !p.dev && !p.devOptional);

/** Built or tested with, and never shipped; their scripts do not run (.npmrc), and nothing here needs them. */
const WITH_SCRIPTS = new Set(['@vscode/vsce-sign', 'core-js', 'esbuild', 'keytar']);
const LICENCES = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
]);

describe('the bill of materials', () => {
  test('names every package that is shipped, by version and checksum, and is the same each time', () => {
    const text = sbom();
    const { components, bomFormat } = JSON.parse(text) as {
      bomFormat: string;
      components: { name: string; group?: string; version: string; hashes?: unknown[] }[];
    };
    expect(bomFormat).toBe('CycloneDX');
    expect(components.map((c) => `${c.group ? `${c.group}/` : ''}${c.name}@${c.version}`).sort()).toEqual(
      [...new Set(shipped.map(([place, p]) => `${nameOf(place)}@${p.version}`))].sort(),
    );
    expect(components.every((c) => (c.hashes ?? []).length > 0)).toBe(true);
    expect(sbom()).toBe(text);
  });
});

describe('packages', () => {
  test('are asked for by version from the registry, not by address', () => {
    for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(wanted, name).toMatch(/^[\^~]?\d+\.\d+\.\d+(-(?:r|beta)\.\d+)?$/);
  });

  test('are each locked by a checksum, and none comes from elsewhere', () => {
    expect(others.length).toBeGreaterThan(100);
    const odd = others.filter(
      ([, { integrity = '', resolved = 'https://registry.npmjs.org/', link }]) =>
        link ||
        !/^sha512-[\w+/]{86}==$/.test(integrity) ||
        !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(odd.map(([place]) => place)).toEqual([]);
  });

  test('run nothing when they are installed', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
    expect(shipped.filter(([, p]) => p.hasInstallScript).map(([place]) => place)).toEqual([]);
    const names = others.filter(([, p]) => p.hasInstallScript).map(([place]) => nameOf(place));
    expect(names.filter((n) => !WITH_SCRIPTS.has(n))).toEqual([]);
  });

  test('that are shipped are named with their origin, and may be passed on', () => {
    const page = readFileSync('docs/dependencies.md', 'utf8');
    const [, origins = ''] = page.split('## Where what is shipped comes from');
    const rows = new Map(
      [...origins.matchAll(/^\| ([^|]+) \| (https:\/\/[^ |]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map((m) => [
        (m[1] as string).trim(),
        m,
      ]),
    );
    const names = [...new Set(shipped.map(([place]) => nameOf(place)))].sort();
    expect([...rows.keys()].sort()).toEqual(names);
    for (const [place, { license = '' }] of shipped) {
      expect(LICENCES, place).toContain(license);
      expect(rows.get(nameOf(place))?.[3], place).toBe(license);
    }
  });

  test('of which the programs are made are those and no others, and their licences go with them', () => {
    const known = new Map(shipped.map(([place, p]) => [`${nameOf(place)} ${p.version}`, p]));
    // Written by each build from what the bundler put in.
    const [, ...notices] = readFileSync('dist/third-party.txt', 'utf8').split(/^-{80}$/m);
    const found = notices.map((text) => text.trim().split(' (')[0] as string);
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter((name) => !known.has(name))).toEqual([]);
    for (const text of notices) expect(text.length, text.trim().split('\n')[0]).toBeGreaterThan(300);
  });
});

describe('every package that npm ci installs', () => {
  type Version = readonly [number, number, number];
  const versionOf = (text: string): Version => {
    const [major = 0, minor = 0, patch = 0] = text.split('.').map((part) => Number.parseInt(part, 10) || 0);
    return [major, minor, patch];
  };
  const compare = (a: Version, b: Version) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  /** Whether a version meets `>=18`, `^20.19.0 || >=22`, `20 || 22`, as `engines` is written. */
  const meets = (version: Version, range: string) =>
    range.split('||').some((part) =>
      [...part.trim().matchAll(/(>=|<=|>|<|\^|~|=)?\s*v?(\*|\d[\dx.*]*)/g)].every(([, sign, text = '']) => {
        if (text === '*') return true;
        const wanted = versionOf(text);
        const order = compare(version, wanted);
        if (sign === '>=') return order >= 0;
        if (sign === '>') return order > 0;
        if (sign === '<=') return order <= 0;
        if (sign === '<') return order < 0;
        return version[0] === wanted[0] && order >= 0;
      }),
    );

  test.each(['20.19.0', '22.13.0', '24.0.0'])('is made for Node %s', (node) => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { engines?: { node?: string }; optional?: boolean }>;
    };
    const others = Object.entries(packages).filter(
      ([, { engines, optional }]) =>
        engines?.node !== undefined && !optional && !meets(versionOf(node), engines.node),
    );
    expect(others.map(([name, { engines }]) => `${name} ${engines?.node}`)).toEqual([]);
    expect(meets(versionOf(node), '^22 || ^24 || >=26')).toBe(!node.startsWith('20'));
  });
});

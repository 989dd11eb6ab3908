// What is shipped of others, as CycloneDX 1.5: dist/sbom.cdx.json, which is in the package. Made of the lock file alone, so
// that two builds are the same. (`npm sbom --omit dev` leaves out what a development tool asks for too.)
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** @returns {string} */
export function sbom() {
  const { name, version, license } = read('package.json');
  const shipped = Object.entries(read('package-lock.json').packages).filter(
    ([place, p]) => place !== '' && !p.dev && !p.devOptional,
  );
  const components = new Map(
    shipped.map(([place, p]) => {
      const own = place.replace(/^.*node_modules\//, '');
      return [purl(own, p.version), { name: own, ...p }];
    }),
  );
  const told = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': purl(name, version),
        name,
        version,
        purl: purl(name, version),
        licenses: licencesOf(license),
      },
    },
    components: [...components].sort(([a], [b]) => (a < b ? -1 : 1)).map(componentOf),
  };
  // A number of its own for each content, as the format asks for.
  const hash = createHash('sha256').update(JSON.stringify(told)).digest('hex');
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  const head = { bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: `urn:uuid:${uuid}`, version: 1 };
  return `${JSON.stringify({ ...head, ...told }, null, 1)}\n`;
}

function componentOf([ref, { name, version, license, integrity, resolved }]) {
  const [scope, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const [, algorithm, digest] = /^sha(\d+)-(.+)$/.exec(integrity) ?? [];
  return {
    type: 'library',
    'bom-ref': ref,
    ...(scope ? { group: scope } : {}),
    name: own,
    version,
    purl: ref,
    licenses: licencesOf(license),
    hashes: [{ alg: `SHA-${algorithm}`, content: Buffer.from(digest ?? '', 'base64').toString('hex') }],
    externalReferences: [{ type: 'distribution', url: resolved }],
  };
}

function licencesOf(license) {
  return / (?:OR|AND) /.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

export function writeSbom() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'sbom.cdx.json'), sbom());
}

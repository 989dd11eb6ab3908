/** Outputs held against the schemas of others, by readers of others. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv2020 from 'ajv/dist/2020.js';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The schema of SARIF 2.1.0 as Microsoft's package for tests ships it. */
const sarif = addFormats
  .default(new AjvDraft4({ strict: false, allErrors: true, unicodeRegExp: false }))
  .compile(
    JSON.parse(
      readFileSync(
        createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
        'utf8',
      ),
    ),
  );

const own = new Ajv2020({ allErrors: true });
const checkSchema = JSON.parse(read('docs/schema/check.schema.json'));
own.addSchema(checkSchema);
const ofCheck = own.getSchema(checkSchema.$id)!;
const ofLine = own.compile({ $ref: `${checkSchema.$id}#/$defs/line` });
const ofReport = own.compile(JSON.parse(read('docs/schema/report.schema.json')));

const told = (validate: {
  errors?: null | readonly { readonly instancePath: string; readonly message?: string }[];
}) => (validate.errors ?? []).map((e) => `${e.instancePath}: ${e.message}`);

const against = (validate: typeof sarif) => (value: unknown) => (validate(value) ? [] : told(validate));

/** What a value lacks of SARIF 2.1.0, as `path: reason`; [] where it conforms. */
export const wrongAsSarif = against(sarif);
/** The same of docs/schema/check.schema.json, a line of it, and report.schema.json. */
export const wrongAsCheck = against(ofCheck);
export const wrongAsLine = against(ofLine);
export const wrongAsReport = against(ofReport);

/** What a text lacks of XML that libxml2 reads, and, where it is given, of a schema. */
export function wrongAsXml(text: string, schema?: string): string[] {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(text);
    if (schema !== undefined) {
      using definition = XmlDocument.fromString(schema);
      using validator = XsdValidator.fromDoc(definition);
      validator.validate(document);
    }
    return [];
  } catch (error) {
    return [String(error)];
  } finally {
    document?.dispose();
  }
}

/** The same of the JUnit XML that Jenkins takes. */
export const wrongAsJUnit = (text: string) => wrongAsXml(text, read('test/fixtures/standards/junit.xsd'));

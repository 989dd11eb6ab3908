/**
 * The only door by which text becomes HTML or an address of a script: the page's policy lets no other one be
 * (`require-trusted-types-for`, where the browser knows it). The HTML comes from the worker, which escapes all of a
 * report's text.
 */
interface Policy {
  createHTML(text: string): string;
  createScriptURL(text: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const rules: Policy = { createHTML: (text) => text, createScriptURL: (text) => text };
const factory = (window as Window & { readonly trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy('page', rules) ?? rules;

/** Puts HTML of the worker into an element. */
export function setHtml(element: HTMLElement, html: string): void {
  element.innerHTML = policy.createHTML(html);
}

/** Starts a worker from an address that this page has made. */
export function startWorker(address: string): Worker {
  return new Worker(policy.createScriptURL(address));
}

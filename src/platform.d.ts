/** WebAssembly comes into the Worker compiled, as a module: workerd compiles nothing at run time. */
declare module '*.wasm' {
  const compiled: WebAssembly.Module;
  // oxlint-disable-next-line import/no-default-export -- the platform's own form
  export default compiled;
}

/** What the platform's e-mail binding sends. */
declare module 'cloudflare:email' {
  export class EmailMessage {
    readonly from: string;
    readonly to: string;
    constructor(from: string, to: string, raw: string);
  }
}

declare global {
  var __webpack_nonce__: string | undefined;
}

/** The nonce of this page's content security policy; what adds style elements must carry it. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The scroll lock of dialogs looks for it under this name.
globalThis.__webpack_nonce__ = nonce;

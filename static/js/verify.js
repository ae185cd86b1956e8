/* The SHA-256 of a chosen file, computed here: the file is not sent. Without this file, or over
   plain http, people paste the checksum themselves. */
"use strict";
const chosen = document.getElementById("verify-file");
const code = document.getElementById("verify-code");

if (window.crypto?.subtle) {
  chosen.parentElement.hidden = false;
  chosen.addEventListener("change", async () => {
    const [file] = chosen.files;
    if (!file) return;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    code.value = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    code.form.requestSubmit();
  });
}

"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  function say(words) {
    by("wrong").textContent = words;
    by("wrong").hidden = !words;
  }

  async function opened(passphrase) {
    const told = JSON.parse(by("sealed").textContent);
    const typed = new TextEncoder().encode(passphrase);
    const first = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
    const way = { name: "PBKDF2", salt: bytes(told.salt), iterations: told.rounds, hash: "SHA-256" };
    const key = await crypto.subtle.deriveKey(way, first, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(told.nonce) }, key, bytes(told.sealed));
    return JSON.parse(new TextDecoder().decode(plain));
  }

  function offer(files) {
    for (const link of document.querySelectorAll("a[data-file]")) {
      const file = files[Number(link.dataset.file)];
      link.href = URL.createObjectURL(new Blob([bytes(file.content)], { type: file.type }));
      link.download = file.name;
    }
  }

  function search() {
    const words = by("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of document.querySelectorAll("[data-sheet]")) {
      const text = one.textContent.toLowerCase();
      one.hidden = !words.every((word) => text.includes(word));
      shown += one.hidden ? 0 : 1;
    }
    by("found").textContent = `${shown} ${shown === 1 ? "case" : "cases"} shown`;
  }

  by("open").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!window.crypto || !crypto.subtle) {
      say("This browser cannot open it from here. Copy the file to this machine, or try Edge, Chrome or Firefox.");
      return;
    }
    say("");
    try {
      const pack = await opened(by("passphrase").value.trim());
      by("contents").innerHTML = pack.html;
      by("shut").remove();
      offer(pack.files);
      by("search").addEventListener("input", search);
      by("print").addEventListener("click", () => window.print());
      search();
      by("title").focus();
    } catch (problem) {
      say("It did not open. Look at the passphrase again: capitals and blanks count.");
      by("passphrase").focus();
    }
  });
})();

/* Recovery codes are shown once: keep them as a file or on paper. Without this script one copies them. */
const list = document.querySelector("[data-codes]");

if (list) {
  document.querySelector("[data-codes-buttons]").hidden = false;
  document.querySelector("[data-codes-print]").addEventListener("click", () => window.print());
  document.querySelector("[data-codes-download]").addEventListener("click", () => {
    const codes = [...list.children].map((item) => item.textContent.trim()).join("\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${codes}\n`], { type: "text/plain" }));
    link.download = list.dataset.codes;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}

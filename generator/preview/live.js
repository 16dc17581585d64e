// Only in `kb serve`: reload when a new build is up; show what is wrong with the content over the last good page, and
// that a draft is one.
"use strict";
{
  const overlay = document.createElement("div");
  Object.assign(overlay.style, {
    position: "fixed",
    inset: "auto 0 0 0",
    maxHeight: "60vh",
    overflow: "auto",
    zIndex: "99",
    padding: "12px 16px",
    background: "#2b0d12",
    color: "#ffe9ec",
    font: "14px/1.6 ui-monospace, monospace",
    borderTop: "4px solid #e5485d",
    whiteSpace: "pre-wrap",
  });
  overlay.setAttribute("role", "alert");
  overlay.id = "kb-problems";
  const show = (problems) => {
    overlay.replaceChildren(
      ...problems.map((problem) => {
        const line = document.createElement("p");
        line.textContent = `${problem.path}:${problem.line}:${problem.column}  ${problem.code}  ${problem.message}\n→ ${problem.suggestion}`;
        return line;
      }),
    );
    document.body.append(overlay);
  };
  if ("draft" in document.currentScript.dataset) {
    const banner = document.createElement("p");
    Object.assign(banner.style, { margin: "0", padding: "8px 16px", background: "#fff3cd", color: "#4d3800" });
    banner.id = "kb-draft";
    banner.textContent = "草稿：读者还看不到这一页。写好以后删掉 status: draft 这一行。";
    document.body.prepend(banner);
  }
  const events = new EventSource(`/__kb/events?state=${document.currentScript.dataset.state}`);
  events.addEventListener("message", (event) => {
    const { reload, problems } = JSON.parse(event.data);
    if (reload) location.reload();
    else if (problems.length) show(problems);
    else overlay.remove();
  });
}

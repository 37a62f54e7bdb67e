// The index: finds articles by any word of their row.
const rows = [...document.querySelectorAll("#articles tbody tr")];
const search = document.getElementById("search");
const status = document.getElementById("status");
const filter = () => {
  const sought = search.value.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = sought !== "" && !row.textContent.toLowerCase().includes(sought);
    if (!row.hidden) shown += 1;
  }
  status.textContent = sought ? `${rows.length} 篇中的 ${shown} 篇` : "";
};
search.addEventListener("input", filter);
document.querySelector(".choices").hidden = false;
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target === search) return;
  event.preventDefault();
  search.focus();
});

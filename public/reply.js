// Adds what only a script can: remembering name, email and website in this browser, when its reader says so.
// The page is whole without it. Nothing leaves the browser.
(() => {
  const said = document.currentScript?.dataset.remember
  const form = document.querySelector('#reply form')
  const author = form?.elements.namedItem('author')
  if (!author) return
  const NAME = 'dateline-reader'
  const fields = ['author', 'email', 'url'].map((name) => form.elements.namedItem(name)).filter(Boolean)
  let kept = null
  try {
    kept = JSON.parse(localStorage.getItem(NAME))
  } catch {}
  for (const field of fields) if (kept && !field.value && typeof kept[field.name] === 'string') field.value = kept[field.name]

  const label = document.createElement('label')
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.checked = kept !== null
  label.append(box, ` ${said ?? 'Save my name, email and website in this browser'}`)
  form.querySelector('.buttons').before(label)

  form.addEventListener('submit', () => {
    try {
      if (box.checked) localStorage.setItem(NAME, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value]))))
      else localStorage.removeItem(NAME)
    } catch {}
  })
})()

// Adds what only a script can: choosing light or dark, and remembering who comments, both kept in this browser alone;
// and, where the paper lists its most read articles, counting readings. The page is whole without it. Its words come from the page where that is not in English.
{
  const script = document.currentScript
  const stored = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name)
      if (value) localStorage.setItem(name, value)
      else localStorage.removeItem(name)
    } catch {}
    return null
  }
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }

  const THEME = 'dateline-theme'
  const themes = ['', 'light', 'dark']
  const [said, ...names] = (script?.dataset.theme ?? 'Appearance|System|Light|Dark').split('|')
  const show = (theme) => {
    document.documentElement.style.colorScheme = theme
  }
  const chosen = themes.includes(stored(THEME)) ? stored(THEME) : ''
  show(chosen)
  const options = themes.map((value, i) => make('option', { value, selected: value === chosen }, names[i]))
  const select = make('select', { autocomplete: 'off' }, ...options)
  select.addEventListener('change', () => {
    show(select.value)
    stored(THEME, select.value)
  })
  document.querySelector('.foot')?.append(make('label', { className: 'theme' }, `${said} `, select))

  const form = document.querySelector('#reply form')
  const author = form?.elements.namedItem('author')
  if (author) {
    const READER = 'dateline-reader'
    const fields = ['author', 'email', 'url'].map((name) => form.elements.namedItem(name)).filter(Boolean)
    let kept = null
    try {
      kept = JSON.parse(stored(READER))
    } catch {}
    for (const field of fields) {
      if (kept && !field.value && typeof kept[field.name] === 'string') field.value = kept[field.name]
    }
    const box = make('input', { type: 'checkbox', checked: kept !== null })
    const words = form.dataset.remember ?? 'Save my name, email and website in this browser'
    form.querySelector('.buttons').before(make('label', {}, box, ` ${words}`))
    form.addEventListener('submit', () => {
      stored(READER, box.checked ? JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value]))) : '')
    })
  }

  // One reading in five: of ten seconds in sight, and of nobody who asks not to be tracked. No cookie goes with it.
  const { doNotTrack, globalPrivacyControl } = navigator
  const isCounted = document.querySelector('[data-read]') && !location.search && Math.random() < 0.2
  if (isCounted && doNotTrack !== '1' && !globalPrivacyControl) {
    let seconds = 0
    const timer = setInterval(() => {
      // A page that is made before it is asked for is hidden, too.
      if (document.hidden || ++seconds < 10) return
      clearInterval(timer)
      fetch(`${location.pathname}/read`, { method: 'POST', credentials: 'omit' }).catch(() => {})
    }, 1000)
  }
}

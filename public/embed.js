// Plays a video where its card stands, once the reader asks. Until then nothing is asked of anybody else.
(() => {
  const { say } = document.currentScript.dataset
  for (const card of document.querySelectorAll('figure[data-frame]')) {
    const { frame } = card.dataset
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button'
    button.lang = document.documentElement.lang
    button.textContent = say.replace('{host}', new URL(frame).hostname)
    button.style.cssText = 'position:absolute;bottom:1rem;inset-inline-start:1.25rem;margin-inline-end:1.25rem;font-size:.85rem'
    button.onclick = () => {
      const player = document.createElement('iframe')
      player.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-presentation allow-popups')
      player.allow = 'autoplay; fullscreen; encrypted-media; picture-in-picture'
      // Some players refuse to play where they are not told which site they are on.
      player.referrerPolicy = 'strict-origin-when-cross-origin'
      player.title = card.querySelector('a')?.textContent ?? ''
      player.style.cssText = 'display:block;width:100%;aspect-ratio:16/9;border:0;margin-bottom:1rem'
      player.src = frame
      card.style.paddingBottom = '1rem'
      button.remove()
      card.prepend(player)
      player.focus()
    }
    card.append(button)
  }
})()

// Draws the pictures of the sample articles: npx node tools/samples/draw/main.ts [NAME …]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finish } from './motifs.ts'
import { encodePng } from './png.ts'
import { Press } from './press.ts'
import { proof } from './proof.ts'
import { allotments } from './scenes/allotments.ts'
import { bakeryWindow } from './scenes/bakery-window.ts'
import { bridgeNight } from './scenes/bridge-night.ts'
import { ferryDeck } from './scenes/ferry-deck.ts'
import { ferryQuay } from './scenes/ferry-quay.ts'
import { floodMap } from './scenes/flood-map.ts'
import { gaugeHouse } from './scenes/gauge-house.ts'
import { gullChips } from './scenes/gull-chips.ts'
import { harbourCranes } from './scenes/harbour-cranes.ts'
import { logbook } from './scenes/logbook.ts'
import { readingRoom } from './scenes/reading-room.ts'
import { ropewalkTerrace } from './scenes/ropewalk-terrace.ts'
import { tideStaff } from './scenes/tide-staff.ts'
import { townClock } from './scenes/town-clock.ts'
import { tramHill } from './scenes/tram-hill.ts'

type Scene = (p: Press) => void
const heroes: Record<string, Scene> = {
  'ferry-quay': ferryQuay,
  'harbour-cranes': harbourCranes,
  'town-clock': townClock,
  'tram-hill': tramHill,
  'bakery-window': bakeryWindow,
  allotments,
  'bridge-night': bridgeNight,
  'gull-chips': gullChips,
  'flood-map': floodMap,
  'reading-room': readingRoom,
  'ropewalk-terrace': ropewalkTerrace,
  'gauge-house': gaugeHouse,
}
const figures: Record<string, Scene> = { 'ferry-deck': ferryDeck, 'tide-staff': tideStaff, logbook }

const folder = join(import.meta.dirname, '../pictures')

function print(name: string, width: number, height: number, scene: Scene): void {
  const press = new Press(width, height, 0)
  scene(press)
  finish(press, name.length)
  const png = encodePng(proof(press))
  writeFileSync(join(folder, `${name}.png`), png)
  console.log(`${name}.png ${width}×${height}, ${(png.length / 1024).toFixed(1)} KiB`)
}

const asked = process.argv.slice(2)
const wanted = (name: string) => asked.length === 0 || asked.includes(name)
mkdirSync(folder, { recursive: true })
for (const [name, scene] of Object.entries(heroes)) if (wanted(name)) print(name, 1200, 675, scene)
for (const [name, scene] of Object.entries(figures)) if (wanted(name)) print(name, 900, 600, scene)

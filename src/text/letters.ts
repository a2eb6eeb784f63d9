// Pairs of "letter latin" in lower case; "_" is nothing. Capitals are lowered first, and accents fall away by
// decomposition (ä is a, as most newspapers' addresses have it; å is a), so only what does not decompose is here.
const pairs = `
ß ss æ ae œ oe ø o ð d đ d ħ h ı i ĸ k ł l ŋ ng þ th ŧ t ŀ l ŉ n ə e ƒ f ſ s ɓ b ɖ d ɗ d ɛ e ǥ g ɣ g ɨ i ƙ k ɔ o ɵ o ʋ v ʉ u ƴ y ʒ z ǝ e ʼ _ ʻ _ ʹ _
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
а a б b в v г g ґ g д d ђ dj ѓ gj е e ё e є ye ж zh з z ѕ dz и i і i ї yi й y ј j к k ќ kj л l љ lj м m н n њ nj о o п p р r с s т t
ћ c у u ў w ф f х kh ц ts ч ch џ dz ш sh щ shch ъ _ ы y ь _ э e ю yu я ya ѣ e ѳ f ѵ i ә a ғ gh қ q ң ng ө o ұ u ү u һ h җ j
ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev
ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h
א a ב b ג g ד d ה h ו v ז z ח ch ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f צ ts ץ ts ק k ר r ש sh ת t
ء _ ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h و w ي y ى a ة a ٱ a
پ p چ ch ژ zh ک k گ g ی y ھ h ہ h ے e ٹ t ڈ d ڑ r ں n ـ _ ٠ 0 ١ 1 ٢ 2 ٣ 3 ٤ 4 ٥ 5 ٦ 6 ٧ 7 ٨ 8 ٩ 9 ۰ 0 ۱ 1 ۲ 2 ۳ 3 ۴ 4 ۵ 5 ۶ 6 ۷ 7 ۸ 8 ۹ 9
`

const consonants = `
क k ख kh ग g घ gh ङ ng च ch छ chh ज j झ jh ञ n ट t ठ th ड d ढ dh ण n त t थ th द d ध dh न n प p फ ph ब b भ bh म m य y र r ल l ळ l व v श sh ष sh स s ह h`
const vowels = `अ a आ a इ i ई i उ u ऊ u ऋ ri ए e ऐ ai ओ o औ au ॐ om ० 0 १ 1 २ 2 ३ 3 ४ 4 ५ 5 ६ 6 ७ 7 ८ 8 ९ 9`
const signs = `ा a ि i ी i ु u ू u ृ ri े e ै ai ो o ौ au ् _ ॅ e ॉ o`
const nasals = `ं n ँ n ः h`

const kana = `
ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no
ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n
ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu
ァ a ィ i ゥ u ェ e ォ o`
const smallY: Record<string, string> = { ャ: 'a', ュ: 'u', ョ: 'o' }

const initials = 'g kk n d tt r m b pp s ss _ j jj ch k t p h'
const medials = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'
const finals = '_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t'

const spaced = (list: string) => list.split(' ').map((letter) => letter.replace('_', ''))
const hangul = { initials: spaced(initials), medials: spaced(medials), finals: spaced(finals) }

function table(list: string): ReadonlyMap<string, string> {
  return new Map(list.matchAll(/(\S+) (\S+)/g).map(([, from = '', to = '']) => [from, to.replace('_', '')]))
}

const latin = table(pairs)
const hindi = { consonants: table(consonants), vowels: table(vowels), signs: table(signs), nasals: table(nasals) }
const katakana = table(kana)

/** The text in Latin letters, as far as they are known here; anything else is left as it is. */
export function transliterate(text: string): string {
  const composed = text.toLowerCase().normalize('NFKC')
  const spelt = composed
    .replace(/[\u0900-\u097f]+/g, fromHindi)
    .replace(/[\u3041-\u30ff]+/g, fromKana)
    .replace(/[\uac00-\ud7a3]/g, fromHangul)
  // Once before the accents fall, for letters such as й that are one of their own, and once after it.
  return spellLetters(spellLetters(spelt).normalize('NFD').replace(/\p{M}/gu, ''))
}

// The hard sign is a vowel in Bulgarian; in Russian it is silent, and stands before е, ё, ю or я.
function spellLetters(text: string): string {
  return text.replace(/ъ(?![еёюя])/g, 'a').replace(/[^\0-\x7f]/gu, (letter) => latin.get(letter) ?? letter)
}

// Revised Romanization of single syllables; the changes of sound between them are left out.
function fromHangul(syllable: string): string {
  const index = syllable.charCodeAt(0) - 0xac00
  const { initials, medials, finals } = hangul
  return `${initials[Math.floor(index / 588)]}${medials[Math.floor((index % 588) / 28)]}${finals[index % 28]}`
}

// Hepburn without length marks. Small ya, yu, yo join the sound before; a small tsu doubles the one after.
function fromKana(text: string): string {
  const letters = text.replace(/[\u3041-\u3096]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0x60))
  const sounds = letters.replace(/(.)([ャュョ])/g, (_, before: string, small: string) => palatal(before, small))
  const spelt = sounds.replace(/[\u30a1-\u30ff]/g, (one) => katakana.get(one) ?? smallY[one] ?? one)
  return spelt
    .replace(/ッ+(?=([a-z]))/g, '$1')
    .replace(/[ッー]/g, '')
    .replaceAll('・', '-')
}

function palatal(before: string, small: string): string {
  const stem = (katakana.get(before) ?? before).replace(/i$/, '')
  return `${stem}${/(?:sh|ch|j)$/.test(stem) ? '' : 'y'}${smallY[small]}`
}

// A consonant carries an "a" unless a vowel sign or a virama follows, or the word ends, as Hindi is spoken.
function fromHindi(text: string): string {
  const letters = Array.from(text.normalize('NFD').replaceAll('\u093c', ''))
  return letters
    .map((letter, index) => {
      const consonant = hindi.consonants.get(letter)
      const next = letters[index + 1]
      if (consonant) return next === undefined || hindi.signs.has(next) ? consonant : `${consonant}a`
      return hindi.vowels.get(letter) ?? hindi.signs.get(letter) ?? hindi.nasals.get(letter) ?? ' '
    })
    .join('')
}

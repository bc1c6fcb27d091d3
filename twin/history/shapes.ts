/** What products look like: outlines on a field of 600 × 600 that stand on y = 465. First match wins. */

export const SHAPES: readonly { readonly words: RegExp; readonly svg: string }[] = [
  {
    words: /\b(mug|cup|teacup|beaker)s?\b/,
    svg: '<path d="M200 215h180v200q0 50-50 50h-80q-50 0-50-50z"/><path d="M380 260h35q40 0 40 45t-40 45h-35" fill="none"/><path d="M200 280h180" fill="none"/>',
  },
  {
    words: /\b(bag|tote|satchel|shopper|lunch)s?\b/,
    svg: '<path d="M190 250h220l25 215H165z"/><path d="M240 250v-40q0-60 60-60t60 60v40" fill="none"/><circle cx="300" cy="355" r="34" fill="none"/>',
  },
  {
    words: /\b(t-?light|light|lamp|lantern|candle|chandelier)s?\b/,
    svg: '<path d="M235 300h130v165H235z"/><path d="M300 300v-40" fill="none"/><path d="M300 155q55 60 0 105-55-45 0-105z"/><path d="M235 350h130" fill="none"/>',
  },
  {
    words: /\b(heart|love)s?\b/,
    svg: '<path d="M300 455C190 370 150 310 160 250q14-62 72-62 46 0 68 48 22-48 68-48 58 0 72 62c10 60-30 120-140 205z"/>',
  },
  {
    words: /\b(clock|watch|time)s?\b/,
    svg: '<circle cx="300" cy="320" r="140"/><path d="M300 320v-85M300 320l60 35" fill="none"/><path d="M205 435l-25 30M395 435l25 30" fill="none"/>',
  },
  {
    words: /\b(bottle|jug|flask|vase|jar)s?\b/,
    svg: '<path d="M270 150h60v70q60 30 60 95v110q0 40-40 40H250q-40 0-40-40V315q0-65 60-95z"/><path d="M210 340h180" fill="none"/>',
  },
  {
    words: /\b(cushion|pillow|throw|blanket|quilt)s?\b/,
    svg: '<path d="M160 200q140 30 280 0 -25 130 0 265-140-30-280 0 25-135 0-265z"/><path d="M300 300l24 32-24 32-24-32z" fill="none"/>',
  },
  {
    words: /\b(frame|picture|mirror|photo|sign|plaque|poster|print)s?\b/,
    svg: '<path d="M180 170h240v295H180z"/><path d="M220 210h160v215H220z" fill="none"/><path d="M225 400l50-70 35 40 30-35 40 60" fill="none"/>',
  },
  {
    words: /\b(card|wrap|paper|notebook|journal|book|calendar|postcard|sticker)s?\b/,
    svg: '<path d="M195 180h210v285H195z"/><path d="M235 245h130M235 300h130M235 355h80" fill="none"/>',
  },
  {
    words: /\b(tin|box|chest|drawer|cabinet|case|storage|crate|tray)s?\b/,
    svg: '<path d="M165 285h270v180H165z"/><path d="M150 225h300v60H150z"/><path d="M280 330h40v40h-40z" fill="none"/>',
  },
  {
    words: /\b(cake|cakestand|bun|cookie|cupcake|baking|pudding|pantry|jam)s?\b/,
    svg: '<path d="M190 340h220l-25 125H215z"/><path d="M180 340q-10-60 50-70 10-70 70-70t70 70q60 10 50 70z"/><circle cx="300" cy="190" r="18"/>',
  },
  {
    words: /\b(bird|dove|owl|hen|duck|robin|chick|bunny|rabbit)s?\b/,
    svg: '<path d="M180 350q0-120 120-120 40-60 95-20l45 25-45 20q20 180-120 195-95 5-95-100z"/><circle cx="378" cy="240" r="6"/><path d="M240 350q60 50 110 0M270 448v17M310 445v20" fill="none"/>',
  },
  {
    words: /\b(christmas|xmas|tree|reindeer|santa|snow|bauble|advent|stocking)s?\b/,
    svg: '<path d="M300 130l75 110h-40l70 100h-45l70 85H170l70-85h-45l70-100h-40z"/><path d="M275 425h50v40h-50z"/>',
  },
  {
    words: /\b(star|decoration|bunting|garland|flag|party)s?\b/,
    svg: '<path d="M300 165l45 100 108 12-81 74 23 107-95-55-95 55 23-107-81-74 108-12z"/>',
  },
  {
    words: /\b(flower|rose|daisy|garden|plant|pot|herb|watering)s?\b/,
    svg: '<path d="M215 340h170l-25 125H240z"/><path d="M300 340V250" fill="none"/><circle cx="300" cy="210" r="42"/><path d="M300 300q-70-5-80-60 70 0 80 60zM300 315q60-5 75-50-65 0-75 50z"/>',
  },
  {
    words: /\b(umbrella|rain|parasol)s?\b/,
    svg: '<path d="M140 320q0-150 160-150t160 150q-40-35-80 0-40-35-80 0-40-35-80 0-40-35-80 0z"/><path d="M300 320v110q0 35 35 35t32-35" fill="none"/>',
  },
  {
    words: /\b(apron|dress|shirt|scarf|glove|slipper|sock|hat)s?\b/,
    svg: '<path d="M240 170q60 60 120 0l70 50-35 60-35-15v200H240V265l-35 15-35-60z"/>',
  },
  {
    words: /\b(bracelet|necklace|ring|earring|bead|jewel|charm|hook|knob|key)s?\b/,
    svg: '<path d="M300 235q95 0 95 115t-95 115-95-115 95-115z"/><path d="M300 285q50 0 50 65t-50 65-50-65 50-65z" fill="none"/><path d="M300 150l40 45-40 42-40-42z"/>',
  },
  {
    words: /\b(bowl|plate|dish|saucer|teapot|tea|coffee|kitchen|spoon|cutlery)s?\b/,
    svg: '<path d="M150 300h300q0 165-150 165T150 300z"/><path d="M250 260q-15-30 5-55t0-50M310 260q-15-30 5-55t0-50M365 260q-15-30 5-55" fill="none"/>',
  },
  {
    words: /./,
    svg: '<path d="M175 265l125-60 125 60v140l-125 60-125-60z"/><path d="M175 265l125 60 125-60M300 325v140" fill="none"/>',
  },
];

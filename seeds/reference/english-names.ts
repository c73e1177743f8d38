import { pinyin } from 'pinyin-pro';

const kinds = [
  ['自治县', 'Autonomous County'],
  ['自治旗', 'Autonomous Banner'],
  ['新区', 'New Area'],
  ['林区', 'Forestry District'],
  ['特区', 'Special District'],
  ['群岛', 'Islands'],
  ['县', 'County'],
  ['市', 'City'],
  ['区', 'District'],
  ['旗', 'Banner'],
] as const;

const peoples: readonly (readonly [string, string])[] = [
  ['蒙古', 'Mongol'],
  ['回', 'Hui'],
  ['藏', 'Tibetan'],
  ['苗', 'Miao'],
  ['彝', 'Yi'],
  ['壮', 'Zhuang'],
  ['布依', 'Buyi'],
  ['朝鲜', 'Korean'],
  ['满', 'Manchu'],
  ['侗', 'Dong'],
  ['瑶', 'Yao'],
  ['白', 'Bai'],
  ['土家', 'Tujia'],
  ['哈尼', 'Hani'],
  ['哈萨克', 'Kazakh'],
  ['傣', 'Dai'],
  ['黎', 'Li'],
  ['傈僳', 'Lisu'],
  ['佤', 'Va'],
  ['畲', 'She'],
  ['拉祜', 'Lahu'],
  ['水', 'Shui'],
  ['东乡', 'Dongxiang'],
  ['纳西', 'Naxi'],
  ['土', 'Tu'],
  ['达斡尔', 'Daur'],
  ['仫佬', 'Mulao'],
  ['羌', 'Qiang'],
  ['布朗', 'Blang'],
  ['撒拉', 'Salar'],
  ['毛南', 'Maonan'],
  ['仡佬', 'Gelao'],
  ['锡伯', 'Xibe'],
  ['普米', 'Primi'],
  ['塔吉克', 'Tajik'],
  ['怒', 'Nu'],
  ['鄂温克', 'Evenki'],
  ['保安', 'Bonan'],
  ['裕固', 'Yugur'],
  ['独龙', 'Derung'],
  ['各', 'Multi-Ethnic'],
];
/** The six of Xinjiang leave out 族. */
const peoplesWithoutSuffix = new Set(['哈萨克', '塔吉克', '锡伯', '蒙古', '回']);

/** Places whose reading differs from what the characters mostly sound like. */
const readings: Readonly<Record<string, string>> = {
  单: 'Shan',
  蔚: 'Yu',
  涡阳: 'Guoyang',
  大城: 'Daicheng',
  乐亭: 'Laoting',
  繁峙: 'Fanshi',
  东阿: "Dong'e",
  枞阳: 'Zongyang',
  大埔: 'Dabu',
  荥经: 'Yingjing',
  泌阳: 'Biyang',
  尉犁: 'Yuli',
  中牟: 'Zhongmu',
  牟平: 'Muping',
  都安: "Du'an",
  三都: 'Sandu',
  六合: 'Luhe',
  乐清: 'Yueqing',
  筠连: 'Junlian',
  什邡: 'Shifang',
  歙: 'She',
  浚: 'Xun',
  洪洞: 'Hongtong',
  宕昌: 'Tanchang',
};

/**
 * The English name of a county-level division: its name in Hanyu Pinyin, the peoples of an autonomous one, its kind.
 * 南涧彝族自治县 is Nanjian Yi Autonomous County. Names that are not Chinese in origin are given in Pinyin too.
 */
export function englishNameOf(name: string): string {
  const kind = kinds.find(([suffix]) => name.endsWith(suffix) && name.length > suffix.length);
  if (kind === undefined) return romanised(name);
  const stem = name.slice(0, -kind[0].length);
  if (!kind[0].startsWith('自治')) return `${romanised(stem)} ${kind[1]}`;
  const { place, groups } = withoutPeoples(stem);
  return [place === '' ? [] : [romanised(place)], groups, kind[1]].flat().join(' ');
}

/** Takes the peoples off the end of an autonomous county's name; what is left is the place. */
function withoutPeoples(stem: string): { place: string; groups: string[] } {
  const found = peoples
    .toSorted(([a], [b]) => b.length - a.length)
    .find(([people]) => stem.endsWith(`${people}族`) || (peoplesWithoutSuffix.has(people) && stem.endsWith(people)));
  if (found === undefined) return { place: stem, groups: [] };
  const rest = withoutPeoples(stem.slice(0, stem.lastIndexOf(found[0])));
  return { place: rest.place, groups: [...rest.groups, found[1]] };
}

function romanised(place: string): string {
  const known = readings[place];
  if (known !== undefined) return known;
  const text = pinyin(place, { toneType: 'none', type: 'array' })
    .map((syllable, i) => (i > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable))
    .join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

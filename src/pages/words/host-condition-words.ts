import { catalogue } from './catalogue.ts';

/** What a county says of itself before it hosts: its parts by name, as a form asks for them and as they are read. */
export const hostConditionWords = catalogue(
  {
    asked: {
      lodging: '住宿',
      waterAndPower: '水电',
      altitudeMetres: '海拔（米）',
      nearestHospital: '最近的医院',
      bandwidthMbps: '网络带宽（Mbps）',
      largestClass: '最大班额',
      knownRisks: '已知风险',
      signedBy: '签署人',
      signedDay: '签署日期',
    },
    hints: {
      lodging: '几人一间，是否在校内，能否洗浴',
      waterAndPower: '供水供电的时间，是否常停',
      nearestHospital: '名称和路程',
      knownRisks: '道路、天气、地质、疾病等；没有也请写明',
      signedBy: '姓名和职务',
    },
  },
  {
    asked: {
      lodging: 'Lodging',
      waterAndPower: 'Water and power',
      altitudeMetres: 'Altitude (metres)',
      nearestHospital: 'Nearest hospital',
      bandwidthMbps: 'Bandwidth (Mbps)',
      largestClass: 'Largest class',
      knownRisks: 'Known risks',
      signedBy: 'Signed by',
      signedDay: 'Signed on',
    },
    hints: {
      lodging: 'How many share a room, whether at the school, whether there is a shower',
      waterAndPower: 'At what hours, and how often they fail',
      nearestHospital: 'Its name and how far it is',
      knownRisks: 'Roads, weather, ground, illness; if there are none, say so',
      signedBy: 'Name and position',
    },
  },
);
